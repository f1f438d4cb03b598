/** JaCoCo as the second opinion on which lines ran. */
package tallyflame.agent.jacoco;
