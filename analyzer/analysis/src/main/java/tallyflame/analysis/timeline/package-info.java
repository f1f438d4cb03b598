/** What a flight recording says beside its stacks: the machine over time, and what the rules of JDK Mission Control find. */
package tallyflame.analysis.timeline;
