#!/usr/bin/env node
// Record what CSP Evaluator makes of policies: tests/data/csp_evaluator_more.json comes from this.
//
//   npm install --ignore-scripts csp_evaluator@1.1.8
//   node record_evaluator.mjs < policies.jsonl > recorded.json
//
// One policy a line in, as a JSON string; out comes one JSON list: the policy, what its parser makes of it, what counts of
// it for level 3, and the findings of the strict and the default checks (or the error that ended the evaluation).
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";

const folder = process.env.CSP_EVALUATOR_DIR ?? path.resolve("node_modules/csp_evaluator");
const load = createRequire(path.join(folder, "package.json"));
const { CspEvaluator, DEFAULT_CHECKS, STRICTCSP_CHECKS } = load("./dist/evaluator.js");
const { CspParser } = load("./dist/parser.js");
const { Severity, Type } = load("./dist/finding.js");
const LEVEL = 3;

const lines = [];
for await (const line of readline.createInterface({ input: process.stdin })) {
  const policy = JSON.parse(line);
  const { csp } = new CspParser(policy);
  const record = {
    policy,
    parsed: Object.entries(csp.directives),
    effective: Object.entries(csp.getEffectiveCsp(LEVEL).directives),
  };
  try {
    record.findings = new CspEvaluator(csp, LEVEL)
      .evaluate(STRICTCSP_CHECKS, DEFAULT_CHECKS)
      .map((each) => [Type[each.type], Severity[each.severity], each.directive, each.value ?? null]);
  } catch (error) {
    record.error = String(error);
  }
  lines.push(JSON.stringify(record));
}
console.log(`[\n${lines.join(",\n")}\n]`);
