/** What users put into their own code: annotations, and marks that ask the agent; nothing else, and no dependency, may live here. */
package tallyflame.annotations;
