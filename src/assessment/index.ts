export { TacticalAssessmentResolver } from './tactical.resolver';
