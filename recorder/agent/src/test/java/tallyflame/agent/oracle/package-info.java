/**
 * The slow second opinion: traces every instruction of a class and counts line entries and branch outcomes straight from
 * their definition, sharing nothing with the agent but the names of the results.
 */
package tallyflame.agent.oracle;
