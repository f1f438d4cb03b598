/** Puts probes into class files: flow graph, what is measured, insertion. Knows ASM's tree, as only the package of allocations does, too. */
package tallyflame.agent.instrument;
