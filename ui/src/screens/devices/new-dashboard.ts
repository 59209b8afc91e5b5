// A dashboard that is made for what is put on it. It is made once, also where that takes several attempts.
import type { DashboardId, EntityRef } from "../../lib/bindings/api";
import type { Dashboards } from "../../state/dashboards.svelte";

const LONGEST_NAME = 80;

export class NewDashboard {
  #dashboards: Dashboards;
  /** Made, and nothing is on it yet. */
  #made: DashboardId | undefined;

  constructor(dashboards: Dashboards) {
    this.#dashboards = dashboards;
  }

  /** @throws CallError */
  async add(name: string, entities: EntityRef[]): Promise<DashboardId> {
    const made = this.#made === undefined ? undefined : this.#dashboards.get(this.#made);
    const { id } = (made ?? (await this.#dashboards.create(name.slice(0, LONGEST_NAME)))).dashboard;
    this.#made = id;
    await this.#dashboards.addEntities(id, entities);
    this.#made = undefined;
    return id;
  }
}
