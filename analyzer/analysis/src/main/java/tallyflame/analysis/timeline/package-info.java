/** What a flight recording holds besides stacks: the machine over time, and what the rules of JDK Mission Control find. */
package tallyflame.analysis.timeline;
