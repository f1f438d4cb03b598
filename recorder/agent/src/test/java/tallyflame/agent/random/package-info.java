/** Random programs, as Java source and as bytecode, on which the agent's counts must equal the oracle's. */
package tallyflame.agent.random;
