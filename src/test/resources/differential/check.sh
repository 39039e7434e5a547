#!/bin/sh
{ read -r user; read -r password; } < "$1"
[ "$user" = bob ] && [ "$password" = pw ]
