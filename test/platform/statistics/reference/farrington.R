# Expected counts, dispersion and plug-in thresholds of surveillance::farringtonFlexible on its salmonella.agona.
# Rscript farrington.R > farrington.json
suppressPackageStartupMessages(library(surveillance))
data("salmonella.agona")
counts <- disProg2sts(salmonella.agona)
range <- 215:263 # four years before each
found <- farringtonFlexible(counts, control = list(
  range = range, b = 4, w = 3, noPeriods = 10, reweight = TRUE, weightsThreshold = 2.58, pastWeeksNotIncluded = 26,
  trend = TRUE, pThresholdTrend = 1, alpha = 0.005, thresholdMethod = "nbPlugin", limit54 = c(0, 4)))
list <- function(x) paste0("[", paste(sprintf("%.12g", x), collapse = ", "), "]")
cat(sprintf('{\n  "counts": %s,\n  "from": %d,\n  "years": 4,\n  "alpha": 0.005,\n', list(observed(counts)), min(range)))
cat(sprintf('  "expected": %s,\n  "phi": %s,\n  "thresholds": %s,\n  "trend": %s\n}\n', list(found@control$expected),
            list(found@control$phiVector), list(upperbound(found)), list(ifelse(is.na(found@control$trend), 0, found@control$trend))))
