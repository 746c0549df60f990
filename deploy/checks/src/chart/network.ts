import { BlockList, isIPv6 } from 'node:net';
import { ofKind, selects } from './objects.js';
import { Tree } from './tree.js';

/** One end of a connection: a pod with its labels and those of its namespace, or an address outside of the cluster. */
export type Peer = { labels: Record<string, string>; namespace?: Record<string, string> } | { address: string };

export interface Connection {
  from: Peer;
  to: Peer;
  port: number;
}

/**
 * Whether a connection (TCP) is let through, as Kubernetes documents NetworkPolicies: a pod that some policy of a direction selects
 * is shut in that direction but for what the rules of all of them allow. A pod without `namespace` is in that of the policies.
 */
export function lets(objects: readonly Tree[], { from, to, port }: Connection): boolean {
  const policies = ofKind(objects, 'NetworkPolicy');
  return opens(policies, 'Egress', from, to, port) && opens(policies, 'Ingress', to, from, port);
}

function opens(policies: Tree[], direction: 'Ingress' | 'Egress', pod: Peer, other: Peer, port: number): boolean {
  if ('address' in pod || pod.namespace) return true;
  const selecting = policies.filter(
    (policy) =>
      policy.at('spec', 'policyTypes').items.some(({ text }) => text === direction) &&
      fits(policy.at('spec', 'podSelector'), pod.labels),
  );
  const [field, peers] = direction === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
  const rules = selecting.flatMap((policy) => policy.at('spec', field).items);
  return (
    selecting.length === 0 ||
    rules.some((rule) => portIn(rule.at('ports'), port) && (!rule.at(peers).exists || peerIn(rule.at(peers), other)))
  );
}

function portIn(ports: Tree, port: number): boolean {
  if (!ports.exists) return true;
  return ports.items.some((each) => each.at('port').text === String(port) && each.at('protocol').text !== 'UDP');
}

function peerIn(peers: Tree, peer: Peer): boolean {
  return peers.items.some((each) => {
    if ('address' in peer) return contains(each.at('ipBlock', 'cidr').text, peer.address);
    if (each.at('ipBlock').exists) return false;
    const namespaces = each.at('namespaceSelector');
    const inNamespace = namespaces.exists
      ? peer.namespace !== undefined && fits(namespaces, peer.namespace)
      : peer.namespace === undefined;
    return inNamespace && (!each.at('podSelector').exists || fits(each.at('podSelector'), peer.labels));
  });
}

/** An empty selector fits everything. */
function fits(selector: Tree, labels: Record<string, string>): boolean {
  const wanted = selector.at('matchLabels');
  return wanted.entries.length === 0 || selects(wanted, new Tree({ metadata: { labels } }));
}

function contains(cidr: string, address: string): boolean {
  const [network = '', bits = ''] = cidr.split('/');
  if (network === '') return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4');
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
