/** Science modules on Spark: applications that are submitted and waited for. Spark itself is in processes of its own. */
package tallyflame.cli.cluster;
