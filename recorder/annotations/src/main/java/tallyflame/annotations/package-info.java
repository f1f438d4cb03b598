/** The annotation users put on their own code; nothing else, and no dependency, may live here. */
package tallyflame.annotations;
