# Forecasts of R's forecast package for the series of bench/data/m1.json.gz, one JSON object a line, in order:
#   Rscript forecast-reference.R <theta|ets> <m1.json.gz>
# A series takes `seconds` of elapsed time, fitting and forecasting; the packages are loaded before.
suppressWarnings(suppressMessages({
  library(forecast)
  library(jsonlite)
}))
arguments <- commandArgs(TRUE)
continue <- switch(arguments[1],
  theta = function(x, h) thetaf(x, h = h, level = c(80, 95)),
  ets = function(x, h) forecast(ets(x), h = h, level = c(80, 95))
)
for (series in fromJSON(gzfile(arguments[2]), simplifyVector = FALSE)$series) {
  x <- ts(unlist(series$train), frequency = series$m)
  started <- proc.time()[["elapsed"]]
  f <- continue(x, series$h)
  seconds <- proc.time()[["elapsed"]] - started
  cat(toJSON(list(
    id = series$id, seconds = seconds, predictions = as.numeric(f$mean),
    lower80 = as.numeric(f$lower[, 1]), upper80 = as.numeric(f$upper[, 1]),
    lower95 = as.numeric(f$lower[, 2]), upper95 = as.numeric(f$upper[, 2])
  ), auto_unbox = TRUE, digits = NA), "\n", sep = "")
}
