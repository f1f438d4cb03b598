/** A session of counting or tracing: options, selection of classes, files. Loaded by the agent's own class loader. */
package tallyflame.agent.session;
