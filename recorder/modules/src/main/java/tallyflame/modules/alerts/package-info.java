/** Reads alerts from Parquet files and folders into batches; only this package knows how the schema of an alert is laid out in Parquet. */
package tallyflame.modules.alerts;
