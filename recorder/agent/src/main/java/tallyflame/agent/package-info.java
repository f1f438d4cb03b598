/** The javaagent: exact line and branch counters inside the profiled JVM; depends on nothing but (relocated) ASM. */
package tallyflame.agent;
