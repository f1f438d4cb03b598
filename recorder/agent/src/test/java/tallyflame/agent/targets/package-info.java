/** Target programs whose own comments say how often each line and branch outcome runs; sources in test resources. */
package tallyflame.agent.targets;
