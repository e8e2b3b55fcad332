# Core distances and the hierarchy of dbscan::hdbscan (unweighted, distinct points).
# Rscript hdbscan.R > hdbscan.json
suppressPackageStartupMessages(library(dbscan))
set.seed(7)
clump <- function(n, e, m, sd) cbind(rnorm(n, e, sd), rnorm(n, m, sd))
points <- round(rbind(clump(50, 0, 0, 40), clump(40, 260, 60, 60), clump(30, 120, 300, 30), cbind(runif(40, -200, 500), runif(40, -200, 500))), 1)
minPoints <- 5
found <- hdbscan(points, minPts = minPoints)
cuts <- c(90, 70, 50, 40, 30, 20)
# hclust of single linkage joins singles at their core distance: below it they are noise (DBSCAN*).
partitions <- sapply(cuts, function(h) {
  part <- cutree(found$hc, h = h)
  part[found$coredist > h] <- 0
  part
})
list <- function(x) paste0("[", paste(sprintf("%.15g", x), collapse = ", "), "]")
cat(sprintf('{\n  "minPoints": %d,\n  "eastings": %s,\n  "northings": %s,\n', minPoints, list(points[, 1]), list(points[, 2])))
cat(sprintf('  "coreDistances": %s,\n  "heights": %s,\n', list(found$coredist), list(sort(found$hc$height))))
cat(sprintf('  "cuts": %s,\n  "partitions": [%s]\n}\n', list(cuts), paste(apply(partitions, 2, list), collapse = ",\n    ")))
