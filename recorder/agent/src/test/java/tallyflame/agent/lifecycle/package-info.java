/** The agent in the life of a JVM: many threads, attaching to a running one, a JVM that is killed, a file that is damaged. */
package tallyflame.agent.lifecycle;
