#!/usr/bin/env Rscript
# Reads open data of oflog-publish with readr, the columns that are used as what they are.
# usage: read.R data.csv
suppressPackageStartupMessages(library(readr))

rows <- read_csv(
  commandArgs(trailingOnly = TRUE)[1],
  col_types = cols(
    .default = col_character(), # codes and periods are no numbers
    value = col_double(),
    lower = col_double(),
    upper = col_double(),
    rank = col_double(),
    period_start = col_date(),
    period_end = col_date()
  ),
  na = ""
)
stop_for_problems(rows)

cat(sprintf(
  "%d rows from %s to %s, %d without a value\n",
  nrow(rows), min(rows$period_start), max(rows$period_end), sum(is.na(rows$value))
))

values <- subset(
  rows,
  metric == "waste.recycling-rate" & period == "2022/23" & area_class == "unitary" & !is.na(value)
)$value
cat(sprintf("median recycling rate of %d unitary councils: %.2f\n", length(values), median(values)))
