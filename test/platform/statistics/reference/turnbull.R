# Interval-censored distribution by survival::survfit (Turnbull's estimate). Rscript turnbull.R > turnbull.json
suppressPackageStartupMessages(library(survival))
lower <- c(0, 0, 0, 0, 0, 0, 1200, 2500, 640, 3300, 900, 5200, 410, 1750, 700, 1500, 300, 2200)
upper <- c(800, 950, 805, 1400, 650, 2100, 1200, 2500, 640, 3300, 900, 5200, 410, 1750, 2600, 1900, 3000, 4100)
fit <- survfit(Surv(lower, upper, type = "interval2") ~ 1)
steps <- which(c(1, head(fit$surv, -1)) - fit$surv > 1e-6)
list <- function(x) paste0("[", paste(sprintf("%.10g", x), collapse = ", "), "]")
cat(sprintf('{\n  "lower": %s,\n  "upper": %s,\n  "times": %s,\n  "mass": %s\n}\n', list(lower), list(upper),
            list(fit$time[steps]), list((c(1, head(fit$surv, -1)) - fit$surv)[steps])))
