/** Avro schemas and values as Parquet columns, and Parquet rows as Avro values. Knows neither Kafka nor folders. */
package tallyflame.transfer.avro;
