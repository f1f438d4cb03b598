/** Science modules as applications of Spark; knows nothing of the plugin, which may record them as any other. */
package tallyflame.spark.modules;
