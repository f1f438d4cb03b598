/** Parquet files through parquet-java without Hadoop: codecs, opening for reading, writing rows. Knows nothing of alerts. */
package tallyflame.parquet;
