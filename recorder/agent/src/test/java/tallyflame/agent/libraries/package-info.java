/** Libraries that nobody here wrote, run under the agent. */
package tallyflame.agent.libraries;
