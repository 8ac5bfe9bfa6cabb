-- PostgreSQL alone has something to change in this step.
SELECT 1;
