/**
 * A group of equal feedback: the players (themes) it names, and the points it lost below the untroubled mean, in sum.
 */
export type Loss = { players: readonly string[]; points: number };

/**
 * Splits losses over the themes that caused them: the Shapley value (Shapley 1953) of the game in which a coalition
 * of themes is worth every loss of a feedback that names one of its themes. In that game each feedback is a unanimity
 * game's dual, whose value is shared equally by its themes, so the value is exact in one pass and the parts sum to
 * the whole.
 */
export function coverageShapley(losses: readonly Loss[]): Map<string, number> {
  const parts = new Map<string, number>();
  for (const { players, points } of losses) {
    for (const player of players) parts.set(player, (parts.get(player) ?? 0) + points / players.length);
  }
  return parts;
}
