/** What users put into their own code: annotations, marks that ask the agent, and spans. No dependency may live here. */
package tallyflame.annotations;
