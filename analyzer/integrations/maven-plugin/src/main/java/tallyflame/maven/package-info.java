/** The goals of the Maven plugin: what they are given and which other parts they put together; no question is answered here. */
package tallyflame.maven;
