/** The keys of the plugin's configuration, and what is given for them; knows nothing of Spark. */
package tallyflame.spark.conf;
