/** What runs inside a forked JVM: it reads its plan, drives the module over the alerts and writes down how that went. */
package tallyflame.runner.fork;
