/** Applications on a cluster: what became of every task, and what stages, tasks, executors and jobs cost. Knows no Spark. */
package tallyflame.analysis.cluster;
