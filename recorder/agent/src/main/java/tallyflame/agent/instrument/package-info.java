/** Turns class files into counting ones: control-flow graph, probe placement, insertion. Everything that knows ASM's tree lives here. */
package tallyflame.agent.instrument;
