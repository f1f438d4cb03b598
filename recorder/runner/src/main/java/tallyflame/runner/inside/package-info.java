/** Recording the JVM that this code runs in, which someone else started; its program goes on whatever happens here. */
package tallyflame.runner.inside;
