/** The flame graph page: one HTML file that holds the viewer and the profile, and asks nobody for anything. */
package tallyflame.flamegraphs.html;
