/** Puts probes into class files: flow graph, what is measured, insertion. Everything that knows ASM's tree lives here. */
package tallyflame.agent.instrument;
