# Quasi-Poisson fit of 36 months with a hole, as stats::glm and the definitions in season.ts have it.
# Rscript monthly-fit.R > monthly-fit.json
y <- c(310, 260, 355, 340, 395, 400, 460, 410, 310, 335, 300, 265, 330, 250, NA, 390, 380, 355, 430, 470, 370, 290, 350,
       300, 285, 310, 345, 300, 420, 440, 385, 425, 330, 370, NA, 320)
days <- rep(c(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 3)
month <- factor(rep(1:12, 3))
trend <- (0:35) / 12
full <- glm(y ~ 0 + month + trend + offset(log(days)), family = quasipoisson, epsilon = 1e-12)
flat <- glm(y ~ trend + offset(log(days)), family = quasipoisson, epsilon = 1e-12)
pearson <- sum(residuals(full, "pearson")^2)
nu <- full$df.residual
f <- ((deviance(flat) - deviance(full)) / 11) / (max(pearson, deviance(full)) / nu)
effect <- coef(full)[1:12]
covariance <- vcov(full)[1:12, 1:12]
share <- exp(effect) / sum(exp(effect))
error <- sapply(1:12, function(i) { g <- -share; g[i] <- g[i] + 1; sqrt(t(g) %*% covariance %*% g) })
index <- 100 * exp(effect) / mean(exp(effect))
seasons <- factor(c(0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 0)[rep(1:12, 3)])
quarters <- glm(y ~ 0 + seasons + trend + offset(log(days)), family = quasipoisson, epsilon = 1e-12)
quarterPhi <- max(sum(residuals(quarters, "pearson")^2), deviance(quarters)) / quarters$df.residual
quarterF <- ((deviance(flat) - deviance(quarters)) / 3) / quarterPhi
list <- function(x) paste0("[", paste(ifelse(is.na(x), "null", sprintf("%.15g", x)), collapse = ", "), "]")
cat(sprintf('{\n  "counts": %s,\n  "days": %s,\n', list(y), list(days)))
cat(sprintf('  "coefficients": %s,\n  "pearson": %.15g,\n  "deviance": %.15g,\n', list(coef(full)), pearson, deviance(full)))
cat(sprintf('  "degrees": %d,\n  "f": %.15g,\n  "p": %.15g,\n', nu, f, pf(f, 11, nu, lower.tail = FALSE)))
cat(sprintf('  "index": %s,\n  "lower": %s,\n  "upper": %s,\n', list(index), list(index * exp(-qt(.975, nu) * error)),
            list(index * exp(qt(.975, nu) * error))))
cat(sprintf('  "quarterF": %.15g,\n  "quarterP": %.15g\n}\n', quarterF, pf(quarterF, 3, quarters$df.residual, lower.tail = FALSE)))
