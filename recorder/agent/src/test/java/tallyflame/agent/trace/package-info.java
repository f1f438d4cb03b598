/** Tests of traced JVMs. */
package tallyflame.agent.trace;
