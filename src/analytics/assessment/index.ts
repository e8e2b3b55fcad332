export { ProblemProfileResolver } from './problem-profile.resolver';
export { StrategicAssessmentResolver } from './strategic-assessment.resolver';
export { TacticalAssessmentResolver } from './tactical.resolver';
