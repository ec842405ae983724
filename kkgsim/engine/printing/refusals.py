"""What cannot be said in a rule, and what to write instead."""

from __future__ import annotations

from enum import Enum

from kkgsim.errors import KKGError
from kkgsim.i18n import Text


class Advice(Enum):
    """Why a construct is refused and what to write instead; ``{}`` is the construct."""

    NO_SOURCE = Text(
        "the source of {} cannot be read; write it as a function in a file",
        "sumber {} tidak dapat dibaca; tulislah sebagai fungsi dalam sebuah berkas",
    )
    ARGUMENTS = Text(
        "arguments are handed over one by one, in their order, without names, defaults or stars",
        "argumen diberikan satu per satu menurut urutannya, tanpa nama, nilai bawaan, atau bintang",
    )
    RETURNS = Text(
        "every return must give as many values, of the same types",
        "setiap return harus memberi nilai yang sama banyak dan sama jenisnya",
    )
    NO_RETURN = Text(
        "some ways through the function give nothing; end each with return, or use a conditional expression",
        "sebagian jalan dalam fungsi tidak memberi nilai; akhiri masing-masing dengan return, atau pakai ekspresi "
        "bersyarat",
    )
    EARLY_RETURN = Text(
        "a verb ends at its last line; put the rest under an if",
        "kata kerja berakhir di baris terakhirnya; letakkan sisanya di bawah if",
    )
    WRITES = Text(
        "{} gives a value and must write nothing; let a verb write it",
        "{} memberi nilai dan tidak boleh menulis; biarkan kata kerja yang menulisnya",
    )
    UNUSED = Text(
        "what a rule gives must be used; assign it to a name, or call a verb",
        "nilai dari aturan harus dipakai; simpan dalam sebuah nama, atau panggil kata kerja",
    )
    NO_VALUE = Text(
        "{} gives no single value; call it in a line of its own, or unpack what it gives",
        "{} tidak memberi satu nilai; panggil di baris sendiri, atau uraikan hasilnya",
    )
    STATEMENT = Text(
        "`{}` cannot be printed for every machine; a rule has assignments, if and return, and for over a function that "
        "returns a tuple",
        "`{}` tidak dapat dicetak untuk setiap mesin; aturan memuat penetapan nilai, if, dan return, serta for atas "
        "fungsi yang mengembalikan tuple",
    )
    EXPRESSION = Text(
        "`{}` cannot be printed for every machine; a rule computes with numbers, comparisons, conditional expressions, "
        "min, max, abs and other rules",
        "`{}` tidak dapat dicetak untuk setiap mesin; aturan menghitung dengan angka, perbandingan, ekspresi "
        "bersyarat, min, max, abs, dan aturan lain",
    )
    OPERATOR = Text(
        "the operator in `{}` is not the same on every machine; use + - * / and comparisons, for a power a product",
        "operator dalam `{}` tidak sama di setiap mesin; pakai + - * / dan perbandingan, untuk pangkat pakai perkalian",
    )
    CONDITION = Text(
        "`{}` is no condition; compare it with something, as in `x > 0.5`",
        "`{}` bukan syarat; bandingkan dengan sesuatu, misalnya `x > 0.5`",
    )
    NUMBER = Text(
        "`{}` is of another type than is needed here; turn a condition into a number with `1.0 if … else 0.0`",
        "jenis `{}` bukan yang diperlukan di sini; ubah syarat menjadi angka dengan `1.0 if … else 0.0`",
    )
    WORD = Text("{} is no whole number of 32 bits", "{} bukan bilangan bulat 32 bit")
    CHANGED_TYPE = Text(
        "{} is sometimes a number and sometimes a condition; use two names",
        "{} kadang angka dan kadang syarat; pakai dua nama",
    )
    LOOP = Text(
        "a for goes over the values of a function that returns a tuple of numbers",
        "for berjalan atas nilai dari fungsi yang mengembalikan tuple berisi angka",
    )
    UNPACK = Text(
        "only names can be unpacked to, as many as the function returns",
        "hasil hanya dapat diuraikan ke nama, sebanyak yang dikembalikan fungsi",
    )
    HOLDER = Text(
        "{} is a thing: read one of its attributes, or hand it to a rule",
        "{} adalah benda: baca salah satu atributnya, atau berikan kepada sebuah aturan",
    )
    ATTRIBUTE = Text(
        "`{}` is no attribute of an argument; name the thing as an argument of the rule",
        "`{}` bukan atribut sebuah argumen; sebutkan bendanya sebagai argumen aturan",
    )
    COLUMN = Text("`{}` is not declared for {}", "`{}` tidak dideklarasikan untuk {}")
    NAME = Text(
        "{} is neither an argument, a name assigned before nor a number of the file",
        "{} bukan argumen, nama yang sudah diberi nilai, atau angka di berkas itu",
    )
    CALL = Text(
        "{} is no rule; call functions written in files, min, max, abs, float, math.floor or math.sqrt",
        "{} bukan aturan; panggil fungsi yang ditulis di berkas, min, max, abs, float, math.floor, atau math.sqrt",
    )
    ASKED = Text(
        "{} is nothing that a rule over {} can ask for",
        "{} tidak dapat diminta oleh aturan atas {}",
    )


class FormError(KKGError):
    """A rule says something that cannot be printed for every machine."""

    def __init__(self, path: str, line: int, advice: Advice, *more: str):
        self.path, self.line, self.advice = path, line, advice
        words = advice.value
        super().__init__(
            Text(
                f"{path}, line {line}: {words.en.format(*more)}",
                f"{path}, baris {line}: {words.id.format(*more)}",
            )
        )
