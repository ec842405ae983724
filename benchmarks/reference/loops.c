/* The reference rules as a C programmer writes them: columns, cluster by cluster, all months of a cluster while it is
   in the cache. REAL and Numbers are declared by in_c.py. Tables: state (clusters, columns, 64), luck (clusters,
   months, 2, 64), record (clusters, months, 4). */
#include <math.h>
#include <string.h>

enum { SCHOOL = 8, SCHOOLS = 8, CLUSTER = 64 };

typedef struct {
    REAL comp[4][CLUSTER], practice[CLUSTER], motivation[CLUSTER], habit[CLUSTER], workload[CLUSTER],
        distance[CLUSTER], support[CLUSTER], came[CLUSTER], facilitator, relevance;
} Cluster;

static REAL more(REAL a, REAL b) { return a > b ? a : b; }
static REAL less(REAL a, REAL b) { return a < b ? a : b; }

static void decide(Cluster *restrict c, const REAL *restrict uniform, const Numbers *restrict n) {
    REAL peer = 0;
    for (int i = 0; i < CLUSTER; i++) peer += c->came[i];
    REAL shared = n->base + n->by_peer * (peer / CLUSTER) + n->by_relevance * c->relevance;
    for (int i = 0; i < CLUSTER; i++) {
        REAL u = shared + n->by_motivation * c->motivation[i] + n->by_support * c->support[i] + n->by_habit * c->habit[i]
                 - n->by_distance * c->distance[i] - n->by_workload * c->workload[i];
        c->came[i] = uniform[i] < 1 / (1 + EXP(-u)) ? 1 : 0;
    }
}

static void live(Cluster *restrict c, const REAL *restrict normal, const Numbers *restrict n) {
    const REAL focus[4] = {n->focus_0, n->focus_1, n->focus_2, n->focus_3};
    REAL count = 0, best = 0, school[SCHOOLS];
    for (int i = 0; i < CLUSTER; i++) {
        count += c->came[i];
        best = more(best, c->came[i] * c->comp[0][i]);
    }
    REAL quality = count >= n->fewest ? c->facilitator * (n->lead_base + n->lead_best * best) : 0;
    for (int s = 0; s < SCHOOLS; s++) {
        school[s] = 0;
        for (int i = 0; i < SCHOOL; i++) school[s] += c->comp[0][s * SCHOOL + i];
        school[s] /= SCHOOL;
    }
    for (int j = 0; j < 4; j++) {
        REAL mean = 0, *comp = c->comp[j];
        for (int i = 0; i < CLUSTER; i++) mean += c->came[i] * comp[i];
        mean /= more(count, 1);
        for (int i = 0; i < CLUSTER; i++) {
            REAL gain = n->rate * quality * focus[j] * c->motivation[i] + n->peer_rate * more(mean - comp[i], 0);
            REAL seen = j == 0 ? n->spill * more(school[i / SCHOOL] - comp[i], 0) : 0;
            REAL learnt = c->came[i] > 0 ? gain * (1 - comp[i]) : seen;
            comp[i] = (comp[i] + learnt) * (1 - n->decay);
        }
    }
    for (int i = 0; i < CLUSTER; i++) {
        REAL came = c->came[i], mean = (c->comp[0][i] + c->comp[1][i] + c->comp[2][i] + c->comp[3][i]) / 4;
        REAL up = n->adopt * (mean - c->practice[i]) * (n->adopt_base + n->adopt_support * c->support[i]);
        REAL back = n->revert * (n->habitual - c->practice[i]);
        c->practice[i] += came > 0 ? up : back;
        REAL moved = c->motivation[i] + n->mood * (came * quality * c->relevance - n->strain * c->workload[i])
                     + n->noise * normal[i];
        c->motivation[i] = less(more(moved, 0), 1);
        c->habit[i] = n->keep * c->habit[i] + (1 - n->keep) * came;
    }
}

static REAL sum(const REAL *column) {
    REAL total = 0;
    for (int i = 0; i < CLUSTER; i++) total += column[i];
    return total;
}

void play(const REAL *state, const REAL *luck, REAL *record, const Numbers *n, long clusters, long months) {
    for (long k = 0; k < clusters; k++) {
        Cluster c;
        memcpy(&c, state + k * (sizeof c / sizeof(REAL)), sizeof c);
        for (long month = 0; month < months; month++) {
            const REAL *uniform = luck + (k * months + month) * 2 * CLUSTER;
            REAL *seen = record + (k * months + month) * 4;
            decide(&c, uniform, n);
            live(&c, uniform + CLUSTER, n);
            seen[0] = sum(c.comp[0]);
            seen[1] = sum(c.practice);
            seen[2] = sum(c.came);
            seen[3] = sum(c.motivation);
        }
    }
}

/* What cannot be gone below: one exp for each number read, and reading alone. */
void exps(const REAL *luck, REAL *total, long count) {
    REAL found = 0;
    for (long i = 0; i < count; i++) found += EXP(-luck[i]);
    *total = found;
}

void reads(const REAL *luck, REAL *total, long count) {
    REAL found = 0;
    for (long i = 0; i < count; i++) found += luck[i];
    *total = found;
}
