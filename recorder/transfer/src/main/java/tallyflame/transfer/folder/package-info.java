/** The folder that a transfer fills: files of alerts, and the manifests that make them valid. Knows no Kafka. */
package tallyflame.transfer.folder;
