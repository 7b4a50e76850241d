//! Flows in a small network: most, and then cheapest level by level.
//!
//! Knows nodes and arcs, nothing of parts. A flow is kept as what is *left* on each arc; excess and
//! deficit at nodes are what is still to be routed.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// As good as unlimited, and far from overflowing when added up.
pub(super) const UNLIMITED: u64 = 1 << 60;

/// Not reached by the last search.
const UNSEEN: u32 = u32::MAX;

/// An arc as the caller describes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ArcSpec {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) capacity: u64,
}

/// So much at a node.
pub(super) type Amount = (usize, u64);

/// One direction of an arc. Arc `a` of the caller is `2a`; `2a + 1` is its way back.
#[derive(Debug, Clone)]
struct Arc {
    to: usize,
    left: u64,
    cost: i64,
    frozen: bool,
}

/// A network with a flow in it.
#[derive(Debug, Clone)]
pub(super) struct Network {
    arcs: Vec<Arc>,
    /// The arcs leaving node `n`, both directions: `leaving[first[n]..first[n + 1]]`.
    leaving: Vec<usize>,
    first: Vec<usize>,
    /// Positive: to be routed away from here. Negative: to be routed here.
    excess: Vec<i64>,
    potential: Vec<i64>,
    /// Nodes that searches need not enter.
    closed: Vec<bool>,
    search: Search,
}

/// Scratch space of the searches, kept to spare allocations.
#[derive(Debug, Clone, Default)]
struct Search {
    level: Vec<u32>,
    next: Vec<usize>,
    queue: VecDeque<usize>,
    seen: Vec<usize>,
    path: Vec<usize>,
}

impl Network {
    /// A network of `nodes` nodes; arcs leave a node in the order given.
    pub(super) fn new(nodes: usize, specs: &[ArcSpec]) -> Self {
        let mut arcs = Vec::with_capacity(specs.len() * 2);
        let mut first = vec![0; nodes + 1];
        for spec in specs {
            arcs.push(Arc { to: spec.to, left: spec.capacity, cost: 0, frozen: false });
            arcs.push(Arc { to: spec.from, left: 0, cost: 0, frozen: false });
            first[spec.from + 1] += 1;
            first[spec.to + 1] += 1;
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut leaving = vec![0; arcs.len()];
        let mut free = first.clone();
        for (arc, spec) in specs.iter().enumerate() {
            leaving[free[spec.from]] = 2 * arc;
            free[spec.from] += 1;
            leaving[free[spec.to]] = 2 * arc + 1;
            free[spec.to] += 1;
        }
        let search = Search { level: vec![UNSEEN; nodes], next: vec![0; nodes], ..Search::default() };
        Self {
            arcs,
            leaving,
            first,
            excess: vec![0; nodes],
            potential: vec![0; nodes],
            closed: vec![false; nodes],
            search,
        }
    }

    /// The flow on one of the caller's arcs.
    pub(super) fn flow(&self, arc: usize) -> u64 {
        self.arcs[2 * arc + 1].left
    }

    /// Sends what fits, `at_most` so much, along a path of the caller's arcs; says how much.
    pub(super) fn push_along(&mut self, path: impl Iterator<Item = usize> + Clone, at_most: u64) -> u64 {
        let fits = path.clone().map(|arc| self.arcs[2 * arc].left).fold(at_most, u64::min);
        for arc in path {
            self.push(2 * arc, fits);
        }
        fits
    }

    /// Sends as much as possible from the sources to the ends, which take at most so much; says
    /// for each source what could not go.
    pub(super) fn send(&mut self, sources: &[Amount], ends: &[Amount]) -> Vec<u64> {
        for &(node, quantity) in ends {
            self.excess[node] = -signed(quantity);
        }
        for &(node, quantity) in sources {
            self.excess[node] = signed(quantity);
        }
        let nodes: Vec<usize> = sources.iter().map(|&(node, _)| node).collect();
        self.route(&nodes);
        nodes.iter().map(|&node| std::mem::take(&mut self.excess[node]).unsigned_abs()).collect()
    }

    /// What an end of the last [`Network::send`] got of what it could take; forgets it.
    pub(super) fn received(&mut self, (node, quantity): Amount) -> u64 {
        quantity - std::mem::take(&mut self.excess[node]).unsigned_abs()
    }

    /// Keeps later searches out of what the last one saw: for a search that found no end, when
    /// the later ones have no other ends. Nothing leads out of there, so no path is lost.
    pub(super) fn close_what_was_seen(&mut self) {
        for &node in &self.search.seen {
            self.closed[node] = true;
        }
    }

    /// Makes the flow on these arcs together the least, and keeps it so from now on.
    pub(super) fn minimise(&mut self, arcs: &[usize]) {
        let arcs = self.undecided(arcs);
        if arcs.iter().all(|&arc| self.flow(arc) == 0) {
            arcs.iter().for_each(|&arc| self.freeze(arc));
        } else {
            self.optimise(&arcs, 1);
        }
    }

    /// Makes the flow on these arcs together the most, and keeps it so from now on.
    pub(super) fn maximise(&mut self, arcs: &[usize]) {
        let arcs = self.undecided(arcs);
        if arcs.iter().all(|&arc| self.arcs[2 * arc].left == 0) {
            arcs.iter().for_each(|&arc| self.freeze(arc));
        } else {
            self.optimise(&arcs, -1);
        }
    }

    /// Those whose flow earlier levels left open.
    fn undecided(&self, arcs: &[usize]) -> Vec<usize> {
        arcs.iter().copied().filter(|&arc| !self.arcs[2 * arc].frozen).collect()
    }

    /// Least cost by successive shortest paths: undo what the costs speak against, then route the
    /// imbalance that this leaves as cheaply as possible.
    fn optimise(&mut self, arcs: &[usize], cost: i64) {
        self.closed.fill(false);
        for &arc in arcs {
            self.arcs[2 * arc].cost = cost;
            self.arcs[2 * arc + 1].cost = -cost;
            let cheaper = if cost < 0 { 2 * arc } else { 2 * arc + 1 };
            self.saturate(cheaper);
        }
        loop {
            let sources: Vec<usize> = (0..self.excess.len()).filter(|&node| self.excess[node] > 0).collect();
            self.route(&sources);
            if sources.iter().all(|&node| self.excess[node] == 0) || !self.raise_potentials(&sources) {
                break;
            }
        }
        debug_assert!(self.excess.iter().all(|&excess| excess == 0), "undoing what was undone is a way");
        self.settle(arcs);
    }

    /// Freezes the arcs that no equally good flow uses otherwise (complementary slackness), and
    /// forgets the costs.
    fn settle(&mut self, priced: &[usize]) {
        for arc in 0..self.arcs.len() / 2 {
            let (from, forward) = (self.arcs[2 * arc + 1].to, &self.arcs[2 * arc]);
            if forward.cost + self.potential[from] != self.potential[forward.to] {
                self.freeze(arc);
            }
        }
        for &arc in priced {
            self.arcs[2 * arc].cost = 0;
            self.arcs[2 * arc + 1].cost = 0;
        }
        self.potential.fill(0);
        self.drop_frozen();
    }

    /// Spares later searches the arcs that nothing can change any more: soon they are most.
    fn drop_frozen(&mut self) {
        let (mut kept, mut begin) = (0, 0);
        for node in 1..self.first.len() {
            let end = self.first[node];
            for at in begin..end {
                let direction = self.leaving[at];
                if !self.arcs[direction].frozen {
                    self.leaving[kept] = direction;
                    kept += 1;
                }
            }
            begin = end;
            self.first[node] = kept;
        }
        self.leaving.truncate(kept);
    }

    fn freeze(&mut self, arc: usize) {
        self.arcs[2 * arc].frozen = true;
        self.arcs[2 * arc + 1].frozen = true;
    }

    fn saturate(&mut self, direction: usize) {
        let pushed = self.arcs[direction].left;
        let (from, to) = (self.arcs[direction ^ 1].to, self.arcs[direction].to);
        self.push(direction, pushed);
        self.excess[from] -= signed(pushed);
        self.excess[to] += signed(pushed);
    }

    fn push(&mut self, direction: usize, quantity: u64) {
        self.arcs[direction].left -= quantity;
        self.arcs[direction ^ 1].left += quantity;
    }

    fn is_free(&self, direction: usize) -> bool {
        let arc = &self.arcs[direction];
        arc.left > 0 && !arc.frozen && !self.closed[arc.to]
    }

    fn reduced_cost(&self, from: usize, direction: usize) -> i64 {
        let arc = &self.arcs[direction];
        arc.cost + self.potential[from] - self.potential[arc.to]
    }

    /// Routes as much excess as possible at no further cost (Dinic's blocking flows).
    fn route(&mut self, sources: &[usize]) {
        while self.find_levels(sources) {
            for &source in sources {
                self.push_from(source);
            }
        }
    }

    /// Breadth first from all sources to the nearest deficits; whether there is any.
    fn find_levels(&mut self, sources: &[usize]) -> bool {
        let mut search = std::mem::take(&mut self.search);
        search.start(sources.iter().copied().filter(|&node| self.excess[node] > 0), &self.first);
        let mut nearest = UNSEEN;
        while let Some(node) = search.queue.pop_front() {
            if search.level[node] >= nearest {
                break;
            }
            for at in self.first[node]..self.first[node + 1] {
                let direction = self.leaving[at];
                let to = self.arcs[direction].to;
                if search.level[to] == UNSEEN
                    && self.is_free(direction)
                    && self.reduced_cost(node, direction) == 0
                {
                    search.see(to, search.level[node] + 1, self.first[to]);
                    if self.excess[to] < 0 {
                        nearest = search.level[to];
                    }
                }
            }
        }
        self.search = search;
        nearest != UNSEEN
    }

    /// Depth first along the levels until the source's excess is gone or no path is left.
    fn push_from(&mut self, source: usize) {
        let mut search = std::mem::take(&mut self.search);
        search.path.clear();
        let mut node = source;
        while self.excess[source] > 0 {
            if self.excess[node] < 0 {
                self.push_path(source, node, &search.path);
                search.path.clear();
                node = source;
            } else if let Some(direction) = self.step(node, &mut search) {
                search.path.push(direction);
                node = self.arcs[direction].to;
            } else if let Some(direction) = search.path.pop() {
                node = self.arcs[direction ^ 1].to;
                search.next[node] += 1;
            } else {
                break;
            }
        }
        self.search = search;
    }

    /// The next arc from `node` that leads one level on.
    fn step(&self, node: usize, search: &mut Search) -> Option<usize> {
        while search.next[node] < self.first[node + 1] {
            let direction = self.leaving[search.next[node]];
            let to = self.arcs[direction].to;
            if search.level[to] == search.level[node] + 1
                && self.is_free(direction)
                && self.reduced_cost(node, direction) == 0
            {
                return Some(direction);
            }
            search.next[node] += 1;
        }
        None
    }

    fn push_path(&mut self, source: usize, end: usize, path: &[usize]) {
        let ends = self.excess[source].unsigned_abs().min(self.excess[end].unsigned_abs());
        let fits = path.iter().map(|&direction| self.arcs[direction].left).fold(ends, u64::min);
        for &direction in path {
            self.push(direction, fits);
        }
        self.excess[source] -= signed(fits);
        self.excess[end] += signed(fits);
    }

    /// Raises the potentials so that the cheapest way from an excess to a deficit costs nothing
    /// more (Dijkstra); false if there is no way.
    fn raise_potentials(&mut self, sources: &[usize]) -> bool {
        let mut distance = vec![i64::MAX; self.excess.len()];
        let mut heap = BinaryHeap::new();
        for &source in sources.iter().filter(|&&node| self.excess[node] > 0) {
            distance[source] = 0;
            heap.push(Reverse((0, source)));
        }
        while let Some(Reverse((so_far, node))) = heap.pop() {
            if so_far > distance[node] {
                continue;
            }
            if self.excess[node] < 0 {
                // Nodes farther away all rise by this much; to rise by the shortfall less is the same.
                for (potential, &reached) in self.potential.iter_mut().zip(&distance) {
                    *potential -= so_far - reached.min(so_far);
                }
                return true;
            }
            for at in self.first[node]..self.first[node + 1] {
                let direction = self.leaving[at];
                if !self.is_free(direction) {
                    continue;
                }
                let to = self.arcs[direction].to;
                let through = so_far + self.reduced_cost(node, direction);
                if through < distance[to] {
                    distance[to] = through;
                    heap.push(Reverse((through, to)));
                }
            }
        }
        false
    }
}

impl Search {
    /// Forgets the last search (only what it saw: most are small) and starts from these.
    fn start(&mut self, sources: impl Iterator<Item = usize>, first: &[usize]) {
        for node in self.seen.drain(..) {
            self.level[node] = UNSEEN;
        }
        self.queue.clear();
        for source in sources {
            self.see(source, 0, first[source]);
        }
    }

    fn see(&mut self, node: usize, level: u32, first: usize) {
        self.level[node] = level;
        self.next[node] = first;
        self.seen.push(node);
        self.queue.push_back(node);
    }
}

/// Quantities stay below [`UNLIMITED`] times a few, far within `i64`.
fn signed(quantity: u64) -> i64 {
    quantity.cast_signed()
}
