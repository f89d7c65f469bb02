"""Roll-ups, each expressed once for every engine that Ibis knows: DuckDB, Spark, Trino.

Functions take tables of rows as ``gateways/telemetry`` keeps them and give tables. A row stands for ``weight`` calls
(Application Insights samples: ``itemCount``), so sums weigh by it.
"""
