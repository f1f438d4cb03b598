/** Exact allocation: where a method allocates, the probes there, and the sizes of objects and arrays in this JVM. Knows no flow graph. */
package tallyflame.agent.allocation;
