/** What the driver of a cluster application writes down about it: executors, jobs, stages, tasks. Beside its run, in JSON lines. */
package tallyflame.runs.cluster;
