/**
 * All that an application under the agent can see of it: what the JVM calls, and the loader of the rest. The other packages are in
 * a jar within the agent's jar, and nothing here may refer to them but by name.
 */
package tallyflame.agent;
