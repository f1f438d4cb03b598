/** The flame graph page: one HTML file that holds the viewer and the profile, and loads nothing else. */
package tallyflame.flamegraphs.html;
