"""TODO room kkgsim.analysis.value_of_information"""
