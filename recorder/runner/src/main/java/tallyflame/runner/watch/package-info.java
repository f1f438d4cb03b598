/** Which JVMs run at and below a recorded command: looked up in the system's table of processes, never in the JVMs themselves. */
package tallyflame.runner.watch;
