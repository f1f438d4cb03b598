/** Count files: what the agent writes and reports read; knows the file format and Kirchhoff's law, but neither bytecode nor ASM. */
package tallyflame.agent.counts;
