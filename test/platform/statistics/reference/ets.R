# Exponential smoothing models of USAccDeaths by forecast::ets. Rscript ets.R > ets.json
suppressPackageStartupMessages(library(forecast))
fit <- ets(USAccDeaths, additive.only = TRUE)
ahead <- forecast(fit, h = 12, level = c(80, 95))
list <- function(x) paste0("[", paste(sprintf("%.10g", x), collapse = ", "), "]")
loglik <- sapply(c("ANN", "AAN", "ANA", "AAA"), function(m) ets(USAccDeaths, model = m, damped = FALSE)$loglik)
cat(sprintf('{\n  "values": %s,\n  "alpha": %.6g,\n  "gamma": %.6g,\n  "aicc": %.10g,\n', list(USAccDeaths), fit$par["alpha"], fit$par["gamma"], fit$aicc))
cat(sprintf('  "logLikelihood": {"ANN": %.8g, "AAN": %.8g, "ANA": %.8g, "AAA": %.8g},\n', loglik[1], loglik[2], loglik[3], loglik[4]))
cat(sprintf('  "mean": %s,\n  "lower95": %s,\n  "upper80": %s\n}\n', list(ahead$mean), list(ahead$lower[, 2]), list(ahead$upper[, 1])))
