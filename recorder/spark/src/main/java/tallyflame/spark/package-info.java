/** A plugin for Apache Spark: records executors and driver of any application and marks its tasks; never harms the job. */
package tallyflame.spark;
