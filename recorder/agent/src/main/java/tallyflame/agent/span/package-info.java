/** What spans count: every counter of a thread is given to the spans that were open on it, or to none. */
package tallyflame.agent.span;
